#!/usr/bin/env node
import { start } from "./start.js";

await start(["worker", ...process.argv.slice(2)]);
