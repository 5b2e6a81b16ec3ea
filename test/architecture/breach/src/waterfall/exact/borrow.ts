export { lend as borrow } from '#waterfall/compiled/lend.js';
