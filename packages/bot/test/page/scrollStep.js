// Scrolls the table of members frame by frame, and counts what changes in the document. It runs in the page.
(async () => {
	const table = document.querySelector('[role=table]');
	let changes = 0;
	const observer = new MutationObserver((records) => {
		changes += records.length;
	});
	observer.observe(table, { attributes: true, characterData: true, childList: true, subtree: true });
	const before = table.scrollTop;
	for (let frame = 0; frame < FRAMES; frame++) {
		table.scrollTop += STEP;
		await new Promise(requestAnimationFrame);
	}
	// The frame after the one that draws begins when all work for that one is done.
	for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
	changes += observer.takeRecords().length;
	observer.disconnect();
	return { moved: table.scrollTop - before, changes, rows: document.querySelectorAll('[role=row]').length };
})();
