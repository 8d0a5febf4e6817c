/* Starts Oscar's dashboard scripts by what a page holds, where Oscar's own templates would write a script into each page. */
/* global jQuery, oscar */
(($) => {
  "use strict";

  const dashboard = oscar.dashboard;

  /* Plain text fields: the editor that Oscar brings is under the GPL, and what it writes is markup. */
  dashboard.initWYSIWYG = () => {};

  /* A choice of one looks alike everywhere, as the browser draws it. Select2 stays where one takes several or searches. */
  for (const select of document.querySelectorAll("select:not([multiple], .select2, .related-widget-wrapper select)")) {
    select.classList.add("no-widget-init");
  }

  const starts = [
    [".bulk-actions", dashboard.bulk_actions.init],
    ["#product-image-modal", dashboard.product_lists.init],
    ["#id_report_type", dashboard.reports.init],
    ["select[name$=option_group]", dashboard.product_attributes.init],
    [".select-standalone, .select-parent, .select-child", startBulkForm],
    [".product_list", startRange],
    [".nav-tabs", dashboard.orders.initTabs],
    ["select#id_type", dashboard.offers.init],
    ["#SearchModal .error-block, #SearchModal .alert-danger", () => $("#SearchModal").modal("show")],
  ];

  function startBulkForm() {
    dashboard.product_bulk_action.init({ formBound: document.querySelector(".error-block, .alert-danger") !== null });
  }

  function startRange() {
    dashboard.ranges.init();
    dashboard.reordering.init({ wrapper: ".product_list", submit_url: new URL("../reorder/", location.href).pathname });
  }

  function openTabOfAddress() {
    if (location.hash) $(".bs-docs-sidenav a").filter((_, link) => link.hash === location.hash).tab("show");
    $(".nav-list a").on("shown.bs.tab", (event) => { location.hash = event.target.hash; });
  }

  /* Names for what Oscar draws without: boxes in lists, the search inside a select, tabs. */
  function nameThings() {
    for (const box of document.querySelectorAll("td input[type=checkbox]:not([aria-label], [id])")) {
      box.setAttribute("aria-label", `Select ${box.closest("tr").innerText.trim().split("\n")[0]}`);
    }
    $("input[name=select_all], [data-behaviours~=select-all]").attr("aria-label", "Select all on this page");
    for (const search of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      const select = search.closest(".select2-container").previousElementSibling;
      search.setAttribute("aria-label", select?.labels?.[0]?.innerText.trim() || "Search");
    }
    for (const tab of document.querySelectorAll("[role=tablist] a[data-toggle=tab]")) {
      tab.parentElement.setAttribute("role", "presentation");
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", tab.classList.contains("active"));
    }
  }

  /* On a tablet a wide table moves in a frame of its own, by touch or by arrow keys, and the page stays where it is. */
  function frameTables() {
    for (const table of document.querySelectorAll("table.table")) {
      const frame = table.closest(".table-wrap, .table-container, .table-responsive") ?? frameOf(table);
      if (frame.hasAttribute("tabindex")) continue;
      const heading = table.caption ?? table.closest("section, .card, .tab-pane, main").querySelector("h2, h3, h1");
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", heading?.innerText.trim() || "Table");
    }
  }

  function frameOf(table) {
    const frame = document.createElement("div");
    frame.className = "table-wrap";
    table.replaceWith(frame);
    frame.append(table);
    return frame;
  }

  /* On a phone a product's page is a list of its sections. Open are the first, the one that is asked for, and those in
     which something is wrong or still missing. */
  function foldSections() {
    const narrow = matchMedia("(max-width: 46rem)");
    const sections = [...document.querySelectorAll(".goods-section")];
    const asked = () => sections.find((section) => `#${section.id}` === location.hash);
    const fold = () => {
      for (const section of sections) {
        const calls = section === sections[0] || section === asked() || section.querySelector(".error-block, :invalid");
        section.open = !narrow.matches || Boolean(calls);
      }
    };
    const show = (section) => { if (section) section.open = true; };
    fold();
    narrow.addEventListener("change", fold);
    addEventListener("hashchange", () => show(asked()));
    for (const link of document.querySelectorAll("a[href^='#']")) {
      link.addEventListener("click", () => show(sections.find((section) => `#${section.id}` === link.hash)));
    }
  }

  function leave(event) {
    const link = event.target.closest("[data-goes]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.goes === "away") window.close();
    else history.back();
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll(".desk-nav details[open]")) {
      if (!menu.contains(event.target) || event.key === "Escape") menu.open = false;
    }
  }

  dashboard.init({ languageCode: document.documentElement.lang });
  openTabOfAddress();
  for (const [selector, start] of starts) {
    if (document.querySelector(selector)) start();
  }
  nameThings();
  frameTables();
  foldSections();
  document.addEventListener("click", leave);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(event); });
})(jQuery);
