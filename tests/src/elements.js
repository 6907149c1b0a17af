// Finds what a person would call by this role and name, and returns every match that is shown.
// Arguments: the role, the name, whether it may go on after what is given, the legend of the group around (or null).
const [role, name, goesOn, legend] = arguments;

const SELECTORS = {
  button: "button, input[type=submit], input[type=button], [role=button]",
  link: "a[href], [role=link]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  radio: "input[type=radio], [role=radio]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  field:
    "input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=hidden]), textarea, select, [role=textbox]",
  frame: "iframe",
  disclosure: "summary",
};

// An open modal dialog makes everything outside it unreachable.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
const reachable = (element) =>
  shown(element) && !element.closest("[aria-hidden=true], [inert]") && (!modal || modal.contains(element));

const fits = (found) => found === name || (goesOn && found.startsWith(name));

const groups = [...document.querySelectorAll("fieldset")];
const around = groups.filter((group) => tidy(group.querySelector(":scope > legend")?.textContent ?? "") === legend);

return (legend === null ? [document] : around)
  .flatMap((root) => [...root.querySelectorAll(SELECTORS[role])])
  .filter(reachable)
  .filter((element) => fits(tidy(nameOf(element))));
