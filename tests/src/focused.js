// What has the focus in this document, and whether that can be seen. Null: nothing has.
const element = document.activeElement;
if (!element || element === document.body) return null;

const ringed = (candidate) => {
  const { outlineStyle, boxShadow } = getComputedStyle(candidate);
  return outlineStyle !== "none" || boxShadow !== "none";
};
const around = [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean);
return { tag: element.tagName, name: tidy(nameOf(element)), visible: around.some(ringed) };
