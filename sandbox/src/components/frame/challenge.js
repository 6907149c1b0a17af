// The bank's page, as a frame: whatever is chosen, Escape too, is an answer that the payment waits for.

connect((settings, send) => {
  const form = document.getElementById("challenge");
  let answered = false;

  async function answer(decision) {
    if (answered) return;
    answered = true;
    form.setAttribute("aria-busy", "true");
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    const result = await ask(form.getAttribute("action"), { decision }).catch(() => UNKNOWN);
    send({ type: "done", result });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(event.submitter.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") answer("abandon");
  });
  document.getElementById("heading").focus();

  return (message) => {
    if (message.type === "cancel") answer("abandon");
  };
});
