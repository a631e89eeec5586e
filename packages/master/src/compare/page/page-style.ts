// How the page of a comparison looks, on paper, in light and in dark. No script, no font from elsewhere.

/** The style sheet. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#57606a;--line:#d1d9e0;--paper:#fff;--head:#f6f8fa;
--good:#1a7f37;--bad:#cf222e;--odd:#9a6700}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--paper:#0d1117;
--head:#151b23;--good:#3fb950;--bad:#f85149;--odd:#d29922}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 16px 48px;max-width:1340px;color:var(--ink);background:var(--paper);
font:15px/1.5 system-ui,sans-serif}
h1{font-size:24px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px}
p,li{max-width:80ch}.soft{color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:8px 0}
caption{text-align:left;color:var(--soft);padding-bottom:4px}
th,td{padding:4px 10px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
thead th,thead td{background:var(--head);font-weight:600}
th[scope=row],th.text,thead th:first-child,td.text{text-align:left}th[scope=row]{font-weight:400}
.group{border-left:1px solid var(--line)}
.better,.kept,.VALID{color:var(--good)}.worse,.mixed,.broken,.INVALID{color:var(--bad)}
.changed,.SUSPECT{color:var(--odd)}.none,.untested{color:var(--soft)}
.better,.worse,.mixed,.changed,.broken{font-weight:600}
figure{margin:16px 0;overflow-x:auto}svg{max-width:100%;height:auto;min-width:520px}
@media print{body{max-width:none}}
`.trim();
