// How the page of a comparison looks: as the live page does, on paper, in light and in dark. No script, no font
// from elsewhere.
import { darkPalette, declarePalette, fontFamily, lightPalette } from "../../figures/look.ts";

/** On screens narrower than this stands the hint that table or figure can be scrolled. */
const hints = [
  ["wide", "70rem"],
  ["middle", "56rem"],
  ["narrow", "28rem"],
  ["columns-3", "70rem"],
  ["columns-2", "47rem"],
  ["columns-1", "28rem"],
] as const;

/** The style sheet. */
export const pageStyle = `
:root{color-scheme:light;${declarePalette(lightPalette)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${declarePalette(darkPalette)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:.9375rem/1.45 ${fontFamily};
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{margin:0 auto;padding:24px 16px 32px;max-inline-size:90rem}
h1,h2{font-weight:600;line-height:1.25;text-wrap:balance}
h1{font-size:1.1875rem;margin:0 0 4px}h2{font-size:1.1875rem;margin:32px 0 8px}
p,ul{margin:8px 0}p,li{max-inline-size:90ch}ul{padding-inline-start:24px}
.soft,.hint{color:var(--quiet)}.soft{font-size:.8125rem}
.hint{display:none;margin:12px 0 4px;font-size:.8125rem}
.doubt{margin:12px 0;padding:8px 16px;border:1px solid var(--bad);border-radius:6px;background:var(--bad-ground)}
.doubt p{max-inline-size:none}
.scroll{max-inline-size:100%;inline-size:fit-content;overflow-x:auto;margin:12px 0;border:1px solid var(--line);border-radius:6px;
background:var(--surface)}
.hint + .scroll,.hint + figure{margin-block-start:4px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
table{border-collapse:separate;border-spacing:0;font-size:.8125rem;line-height:1.35}
caption{padding:8px;border-block-end:1px solid var(--line);font-weight:600;text-align:start}
caption>span{position:sticky;inset-inline-start:8px}
th,td{padding:5px 8px;text-align:end;vertical-align:top;white-space:nowrap}
tbody tr+tr>*{border-block-start:1px solid var(--line)}
thead>tr>*{border-block-end:1px solid var(--line);background:var(--raised);color:var(--quiet);font-weight:600}
th[scope=row],th.text,thead th:first-child,td.text{text-align:start}
th[scope=row]{min-inline-size:8rem;max-inline-size:13rem;font-weight:500;white-space:normal}
tr>:first-child{position:sticky;inset-inline-start:0;z-index:1;background:var(--surface)}
thead tr>:first-child{background:var(--raised)}
th[colspan]{border-inline-start:1px solid var(--line);text-align:center}
.group{border-inline-start:1px solid var(--line)}
td.word{min-inline-size:6.5rem;max-inline-size:8.5rem;white-space:normal}
td small{display:block;font-size:.75rem;font-weight:400}
.better,.kept,.VALID{color:var(--good)}.worse,.mixed,.broken,.INVALID{color:var(--bad)}
.changed,.noise,.SUSPECT{color:var(--warn)}.none,.untested{color:var(--quiet)}
.better,.worse,.mixed,.changed,.broken,.INVALID{font-weight:600}
figure{inline-size:fit-content;max-inline-size:100%;margin:12px 0;overflow-x:auto;border:1px solid var(--line);
border-radius:6px;background:var(--surface)}
svg{display:block;max-inline-size:100%;height:auto;min-inline-size:400px}
.columns-2 svg{min-inline-size:700px}.columns-3 svg{min-inline-size:1060px}
${hints.map(([name, width]) => `@media screen and (max-width:${width}){.hint.${name}{display:block}}`).join("\n")}
@media (max-width:40rem){th,td{padding-inline:8px}th[scope=row]{min-inline-size:6rem;max-inline-size:7.5rem}}
@media print{main{max-inline-size:none;padding:0}tr>:first-child,caption>span{position:static}}
`.trim();
