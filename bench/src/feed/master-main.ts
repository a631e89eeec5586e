// A process with a watched master: `node master-main.js WORKERS GROUPS VALUES`. Says its port, and after
// every SIGUSR2 how late its event loop was since the last one. Ends with its parent.
import { DelayWatch } from "./delay-watch.ts";
import { readLoad } from "./feed-load.ts";
import { WatchedMaster } from "./watched-master.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const master = new WatchedMaster(readLoad(process.argv.slice(2).map(Number)));
const port = await master.serve();
master.begin();
const watch = new DelayWatch();
let asked = 0;
process.on("SIGUSR2", () => {
  say(`delays ${asked} ${JSON.stringify(watch.take())}`);
  asked++;
});
process.stdin.resume().on("end", () => process.exit(0));
say(`port ${port}`);
