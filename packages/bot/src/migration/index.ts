export { chooseWay, type Ways } from './chooseWay.js';
export { differenceOfIds, type IdDifference } from './differenceOfIds.js';
