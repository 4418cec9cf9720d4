export { ProgressBar } from './ProgressBar.js';
export { reportTexts } from './reportTexts.js';
export { showPage, showReport } from './showReport.js';
