export type {
	ActivityReport,
	Holder,
	HolderList,
	HowFetched,
	ReportRow,
	Standing,
	WithoutJudgement,
} from './judgement/ActivityReport.js';
export { computeReport, type ReportQuestion } from './judgement/computeReport.js';
export { compareHolders, holdersByDiscordJs, holdersByService } from './learning/index.js';
export { parsePeriod, periodOfDays, type ReportPeriod } from './period/parsePeriod.js';
export { Reporter, type WantedReport } from './Reporter.js';
export { ReportShelf } from './ReportShelf.js';
export { ProgressBar, reportTexts, showPage, showReport } from './showing/index.js';
