// Scrolls through the table of members, and notes how long each frame took. It runs in the page.
(async () => {
	const table = document.querySelector('[role=table]');
	const longTasks = [];
	const observer = new PerformanceObserver((list) =>
		longTasks.push(...list.getEntries().map(({ duration }) => duration)),
	);
	observer.observe({ type: 'longtask' });
	const frame = () => new Promise(requestAnimationFrame);
	const frames = [];
	let mostRows = 0;
	let last = await frame();
	for (let n = 0; n < 300; n++) {
		// First as with a wheel, then as with the scroll bar, to the end.
		table.scrollTop += n < 200 ? 120 : table.scrollHeight / 100;
		const now = await frame();
		frames.push(now - last);
		last = now;
		mostRows = Math.max(mostRows, document.querySelectorAll('[role=row]').length);
	}
	await new Promise((resolve) => setTimeout(resolve, 500));
	observer.disconnect();
	return { longest: Math.max(...frames), median: frames.sort((a, b) => a - b)[150], longTasks, mostRows };
})();
