"""An HTML document that stands alone: no other file, no script, ready for printing."""

from __future__ import annotations

from html import escape

STYLE = """
html{font:11pt/1.5 "Segoe UI","Noto Sans","Noto Sans Arabic","Noto Sans SC",Arial,sans-serif}
html{color:#18222c;background:#fff}
body{max-inline-size:50rem;margin:2rem auto;padding-inline:1rem;overflow-wrap:break-word}
.head{border-block-end:2px solid #00529b;padding-block-end:.5rem;display:flex;flex-wrap:wrap;gap:.25rem 2rem}
.head{align-items:end;border-block-end-width:3px}
.head p{margin:0}.head p:first-child{flex:1;font-size:1.6rem;font-weight:700;line-height:1.2;color:#00529b}
.head span{display:block;font-size:1rem;font-weight:700;color:#18222c}.head span span{font-weight:400;color:#52606d}
.head p:last-child{text-align:end;line-height:1.35;color:#52606d}
.neutral .head{border-block-end:3px dashed #52606d}
.neutral .head p:first-child{font-size:1.25rem;color:#37424c}.neutral .head span{font-weight:400;color:#52606d}
.kind{text-align:center;text-transform:uppercase;letter-spacing:.07em;font-weight:600;font-size:.85rem}
.kind{color:#52606d;margin-block:1.5rem 0}
.cover{border-inline-start:.25rem solid #00529b;background:#e5eff9;padding:.5rem .75rem}
a{color:#00529b}
.banner{border:2px solid #9d1419;color:#9d1419;font-weight:700;padding:.5rem .75rem}
h1{font-size:1.5rem;line-height:1.25;text-align:center;text-wrap:balance;margin-block:.5rem .75rem}
.subtitle{text-align:center}
h2{font-size:1.25rem;line-height:1.25}h3{font-size:1.1rem}
table{border-collapse:collapse;inline-size:100%;margin-block:1rem}
th,td{border:1px solid #6b7884;padding:.4rem .6rem;text-align:start;vertical-align:top}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr}
dl{margin-block:1.5rem;border-block-end:1px solid #c3ccd5}
:lang(ar) em,:lang(zh) em{font-style:normal}:lang(ar) .kind,:lang(zh) .kind{letter-spacing:0}
dt,dd{margin:0;padding:.45rem 0;border-block-start:1px solid #c3ccd5}dt{font-weight:700;padding-inline-end:1.5rem}
dd p,td p{margin:0 0 .4rem}dd>:last-child,td>:last-child{margin:0}
.signed{margin-block-start:2.5rem}
.annex{break-before:page;margin-block-start:3rem}tr{break-inside:avoid}thead{display:table-header-group}
"""


def html_page(*, title: str, language: str, right_to_left: bool, body: str, style: str = STYLE, kind: str = "") -> str:
    """The document around a body that is HTML already; `kind` is the class of the body."""
    direction = "rtl" if right_to_left else "ltr"
    opened = f'<body class="{kind}">' if kind else "<body>"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title, quote=False)}</title>\n<style>{style}</style>\n</head>\n"
        f"{opened}\n{body}</body>\n</html>\n"
    )
