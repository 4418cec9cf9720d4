// The texts whose colour differs too little from what is behind them, by the formula of WCAG 2. It runs in the page.
(() => {
	const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
	const light = (colour) => {
		const [red, green, blue] = colour.match(/[\d.]+/g).map((value) => part(Number(value) / 255));
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const groundOf = (element) => {
		const colour = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
		return colour === 'rgba(0, 0, 0, 0)' ? groundOf(element.parentElement) : colour;
	};
	const hasText = ({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
	const texts = [...document.querySelectorAll('body *')].filter(
		(element) => element.checkVisibility() && hasText(element),
	);
	return texts.flatMap((element) => {
		const [one, other] = [light(getComputedStyle(element).color), light(groundOf(element))];
		const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
		return ratio < 4.5 ? [`${element.textContent}: ${ratio.toFixed(2)}`] : [];
	});
})();
