// The wallet's button: its colour and wording as configured, and the click.

const WORDS = { book: "Book with", buy: "Buy with", checkout: "Check out with", donate: "Donate with", order: "Order with" };

connect((settings, send) => {
  const { colour, color, type } = settings.buttonConfig || {};
  const button = document.getElementById("wallet");
  button.classList.toggle("white", (colour || color) === "white");
  document.getElementById("words").textContent = Object.hasOwn(WORDS, type) ? `${WORDS[type]} ` : "";
  button.disabled = false;
  button.onclick = () => {
    button.disabled = true;
    send({ type: "click" });
  };

  return (message) => {
    if (message.type !== "finished") return;
    button.disabled = false;
    button.focus();
  };
});
