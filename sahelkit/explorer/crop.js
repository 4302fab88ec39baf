// Views of different height stand in one place of the picture: show as much of it as is used.
function cropper({ spec, frame }) {
  const svg = frame.querySelector("svg");
  if (!spec.heights || !svg) return null;
  const { width } = svg.viewBox.baseVal;
  return {
    update(value) {
      const state = Object.keys(spec.heights).find((one) => holds(one, value));
      if (state) svg.setAttribute("viewBox", `0 0 ${width} ${spec.heights[state]}`);
    },
  };
}
