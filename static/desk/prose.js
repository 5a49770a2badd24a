// What the editor lacks: the language and direction of a passage or a block, a way out of tables, text pasted from word
// processors under a policy that lets no style attribute count, a name of its own.
import { Extension, Mark } from "django-prose-editor/editor";

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});
const attributes = { lang: attribute("lang"), dir: attribute("dir") };

export const Language = Mark.create({
  name: "language",
  addAttributes: () => attributes,
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

export const BlockLanguage = Extension.create({
  name: "blockLanguage",
  addGlobalAttributes: () => [
    {
      types: [
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "table",
        "tableRow",
        "tableCell",
        "tableHeader",
        "bold",
        "italic",
        "subscript",
        "superscript",
        "link",
      ],
      attributes,
    },
  ],
});

// Tab goes on from cell to cell, and from the last one out of the table, not into ever new rows: there is a button for
// those, and nobody who works by keyboard may be caught.
export const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 1000,
  addKeyboardShortcuts() {
    return {
      Tab: ({ editor }) => {
        if (!editor.isActive("table")) return false;
        if (editor.commands.goToNextCell()) return true;
        const { $from } = editor.state.selection;
        let depth = $from.depth;
        while ($from.node(depth).type.name !== "table") depth -= 1;
        const after = $from.after(depth);
        const isLast = after === editor.state.doc.content.size;
        const chain = isLast ? editor.chain().insertContentAt(after, { type: "paragraph" }) : editor.chain();
        return chain.setTextSelection(after + 1).scrollIntoView().run();
      },
    };
  },
});

// Word processors say bold and italic by style attributes, and "not bold after all" too. They become elements, for the
// policy hides the attributes from the editor.
const STYLED = [
  [/(^|[;\s])font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/(^|[;\s])font-style:\s*italic/i, "em"],
  [/(^|[;\s])vertical-align:\s*super/i, "sup"],
  [/(^|[;\s])vertical-align:\s*sub(;|\s|$)/i, "sub"],
];
const NOT_BOLD = /(^|[;\s])font-weight:\s*(normal|[1-5]00)/i;

function withoutStyles(html) {
  const tame = (tag) => tag.replace(/\sstyle\s*=/i, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-on=");
  const plain = html.replace(/<[a-z][^>]*>/gi, tame);
  const pasted = new DOMParser().parseFromString(plain, "text/html");
  for (const element of pasted.querySelectorAll("[data-style]")) {
    const style = element.dataset.style;
    if (element.matches("b, strong") && NOT_BOLD.test(style)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const [pattern, name] of element.matches("span, b, i") ? STYLED : []) {
      if (!pattern.test(style)) continue;
      const wrapper = pasted.createElement(name);
      wrapper.append(...element.childNodes);
      element.append(wrapper);
    }
    delete element.dataset.style;
  }
  return pasted.body.innerHTML;
}

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const help = document.getElementById(`${textarea.id}_helptext`);
  const names = { role: "textbox", "aria-multiline": "true" };
  if (label) names["aria-label"] = label.textContent.replace(/:$/, "").trim();
  if (help) names["aria-describedby"] = help.id;
  // The catalog of the admin's scripts has the words that the editor itself has in English alone.
  for (const button of document.querySelectorAll(".prose-menubar button[title]")) {
    const said = window.gettext ? window.gettext(button.title) : button.title;
    if (button.title && said !== button.title) {
      button.title = said;
      button.setAttribute("aria-label", said);
    }
  }
  editor.setOptions({ editorProps: { attributes: names, transformPastedHTML: withoutStyles } });
});
