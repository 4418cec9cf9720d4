export type { ActivityReport, Holder, HolderList, HowFetched, ReportRow, Standing } from './ActivityReport.js';
