import { type Finding, findDirectFetches, listSources } from 'rollcall-find-direct-fetches';

const findings: Finding[] = findDirectFetches(listSources('src'), { lean: false });
console.log(JSON.stringify(findings.map(({ kind, line }) => ({ kind, line }))));
