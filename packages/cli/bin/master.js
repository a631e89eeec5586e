#!/usr/bin/env node
import { start } from "./start.js";

await start(["master", ...process.argv.slice(2)]);
