/**
 * Tables that are sorted by a click on a column's head, or by Enter there. A viewer that runs no scripts shows the same
 * table as it stands.
 */

/** With fewer rows there is nothing to sort. */
export const fewestRows = 3;

/** The HTML of a table with the script that sorts it; anything else as it is. */
export function sortableTable(html: string): string {
  const rows = html.split('<tr>').length - 2; // less the head, and what stands before it
  if (!html.startsWith('<table>') || rows < fewestRows) return html;
  return `${html.replace('<table>', '<table data-aliaslab-sort>')}\n<script>${sortScript}</script>`;
}

/**
 * Listens once for all tables of the page. Numbers sort as numbers, also inside of words; a second click turns the order
 * round; rows of a foot stay where they are.
 */
const sortScript = `(function () {
  var all = 'table[data-aliaslab-sort] thead th';
  document.querySelectorAll(all).forEach(function (head) {
    head.tabIndex = 0;
    head.style.cursor = 'pointer';
    head.title = 'sort by this column';
  });
  if (window.aliaslabSorts) return;
  window.aliaslabSorts = true;
  function sort(event) {
    var head = event.target.closest && event.target.closest(all);
    if (!head || (event.type === 'keydown' && event.key !== 'Enter')) return;
    var up = head.getAttribute('aria-sort') !== 'ascending';
    var heads = Array.from(head.parentNode.children);
    heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    var body = head.closest('table').tBodies[0];
    var text = function (row) { return row.cells[heads.indexOf(head)].textContent.replace(/,/g, ''); };
    Array.from(body.rows)
      .sort(function (a, b) {
        return (up ? 1 : -1) * text(a).localeCompare(text(b), 'en', { numeric: true });
      })
      .forEach(function (row) { body.appendChild(row); });
  }
  document.addEventListener('click', sort);
  document.addEventListener('keydown', sort);
})();`;
