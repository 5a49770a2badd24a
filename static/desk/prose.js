// What the editor lacks: the language and direction of a passage or a block, a way out of tables, a name of its own.
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

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const help = document.getElementById(`${textarea.id}_helptext`);
  const names = { role: "textbox", "aria-multiline": "true" };
  if (label) names["aria-label"] = label.textContent.replace(/:$/, "").trim();
  if (help) names["aria-describedby"] = help.id;
  editor.setOptions({ editorProps: { attributes: names } });
});
