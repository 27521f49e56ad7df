"use strict";

const MOST_SLIDERS = 128;
const element = (id) => document.getElementById(id);
const parts = location.pathname.split("/").filter((part) => part !== "");
const base = parts[0] === "models" && parts.length >= 2 ? "/" + parts.join("/") : null;
let facts = null;
let set = new Map();
let token = sessionStorage.getItem("gan4j-token");
let asked = 0;

async function get(address) {
  const response = await fetch(address, token ? { headers: { Authorization: "Bearer " + token } } : {});
  if (response.status === 401) {
    token = prompt("Token");
    if (token === null) throw new Error("a token is needed");
    sessionStorage.setItem("gan4j-token", token);
    return get(address);
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({ error: response.statusText }));
    throw new Error(told.error);
  }
  return response;
}

function query() {
  const parameters = new URLSearchParams({ seed: element("seed").value || "1" });
  if (facts.latents > 0 && facts.kind !== "rows") parameters.set("index", element("index").value || "0");
  if (facts.labels.length > 0) parameters.set("label", element("label").value);
  for (const [place, value] of set) parameters.set("z" + place, String(value));
  return parameters;
}

async function showPicture(turn) {
  const response = await get(base + "/images?" + query());
  const picture = await response.blob();
  if (turn !== asked) return;
  const image = element("picture");
  if (image.src) URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(picture);
  image.hidden = false;
  const receipt = response.headers.get("X-Receipt");
  element("receipt").textContent = receipt;
  element("receipt-line").hidden = receipt === null;
}

async function showRows(turn) {
  const parameters = query();
  parameters.set("count", "20");
  parameters.set("format", "jsonl");
  const text = await (await get(base + "/rows?" + parameters)).text();
  if (turn !== asked) return;
  const rows = text.trim().split("\n").map((line) => JSON.parse(line));
  const table = element("rows");
  table.replaceChildren();
  const line = (cells, kind) => {
    const row = table.insertRow();
    for (const cell of cells) {
      const made = document.createElement(kind);
      made.textContent = cell === null ? "" : String(cell);
      row.append(made);
    }
  };
  line(Object.keys(rows[0]), "th");
  for (const row of rows) line(Object.values(row), "td");
  table.hidden = false;
}

async function showNumbers(turn) {
  const answer = await (await get(base + "/latent?" + query())).json();
  if (turn !== asked) return;
  element("receipt").textContent = answer.receipt;
  element("receipt-line").hidden = false;
}

async function show() {
  const turn = ++asked;
  element("message").textContent = "";
  try {
    if (facts.kind === "pictures") await showPicture(turn);
    else if (facts.kind === "rows") await showRows(turn);
    else await showNumbers(turn);
  } catch (failure) {
    if (turn === asked) element("message").textContent = failure.message;
  }
}

async function sliders() {
  if (facts.latents === 0 || facts.kind === "rows") return;
  set = new Map();
  const answer = await (await get(base + "/latent?" + query())).json();
  const list = element("latents");
  list.querySelectorAll("label").forEach((old) => old.remove());
  const scaled = [];
  answer.latent.slice(0, MOST_SLIDERS).forEach((value, place) => {
    const label = document.createElement("label");
    const slider = document.createElement("input");
    const shown = document.createElement("output");
    slider.type = "range";
    slider.min = "-3";
    slider.max = "3";
    slider.step = "0.01";
    slider.value = String(value);
    slider.name = "z" + place;
    shown.value = value.toFixed(2);
    slider.addEventListener("input", () => {
      set.set(place, Number(slider.value));
      shown.value = Number(slider.value).toFixed(2);
      show();
    });
    scaled.push((factor) => {
      const to = Number((factor * value).toFixed(4));
      slider.value = String(to);
      shown.value = to.toFixed(2);
      set.set(place, to);
    });
    label.append("z" + place, slider, shown);
    list.append(label);
  });
  const truncation = element("truncation");
  truncation.value = "1";
  element("truncation-shown").value = "1.00";
  truncation.oninput = () => {
    element("truncation-shown").value = Number(truncation.value).toFixed(2);
    scaled.forEach((scale) => scale(Number(truncation.value)));
    show();
  };
  // What is beyond the sliders cannot be scaled with them.
  element("truncation-label").hidden = answer.latent.length > MOST_SLIDERS;
  list.hidden = false;
  element("reset").hidden = false;
}

async function changed() {
  try {
    await sliders();
    await show();
  } catch (failure) {
    element("message").textContent = failure.message;
  }
}

async function start() {
  const models = await (await get("/models")).json();
  for (const model of models.models) {
    const link = document.createElement("a");
    link.href = "/models/" + model.name;
    link.textContent = model.name;
    element("models").append(link);
  }
  if (base === null) return;
  facts = await (await get(base + "/facts")).json();
  document.title = facts.name;
  element("title").textContent = facts.name + ", version " + facts.version;
  for (const [number, name] of facts.labels.entries()) {
    const option = document.createElement("option");
    option.value = String(number);
    option.textContent = name;
    element("label").append(option);
  }
  element("label-label").hidden = facts.labels.length === 0;
  element("index-label").hidden = facts.kind === "rows" || facts.latents === 0;
  document.querySelector("main").hidden = false;
  element("controls").addEventListener("submit", (event) => event.preventDefault());
  element("seed").addEventListener("change", changed);
  element("index").addEventListener("change", changed);
  element("label").addEventListener("change", show);
  element("reset").addEventListener("click", changed);
  element("another").addEventListener("click", () => {
    element("seed").value = String(crypto.getRandomValues(new Uint32Array(1))[0]);
    changed();
  });
  await changed();
}

start().catch((failure) => {
  element("title").textContent = failure.message;
});
