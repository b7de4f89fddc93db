// Wakes the behaviours a page asks for: data-controller="countdown" loads ./countdown.js and hands it the element.
// Pages are complete without any of this.
for (const element of document.querySelectorAll("[data-controller]")) {
  for (const name of element.dataset.controller.split(" ")) {
    import(`./${name}.js`)
      .then((behaviour) => behaviour.default(element))
      .catch((error) => console.warn(`controller ${name}`, error))
  }
}
