// What the editor lacks of our rich text: the language and direction of a passage or a block, and a name of its own.
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

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const help = document.getElementById(`${textarea.id}_helptext`);
  const names = { role: "textbox", "aria-multiline": "true" };
  if (label) names["aria-label"] = label.textContent.replace(/:$/, "").trim();
  if (help) names["aria-describedby"] = help.id;
  editor.setOptions({ editorProps: { attributes: names } });
});
