import { saveAll } from './saveAll.js';
import { saveMap } from './saveMap.js';

/** Keeps the entries of a map of maps, at both levels. The returned function puts them back into the same maps. */
export function saveMaps<Outer, Inner, Value>(maps: Map<Outer, Map<Inner, Value>>): () => void {
	return saveAll([saveMap(maps), ...[...maps.values()].map((map) => saveMap(map))]);
}
