import { partsSumToTotal } from '../../support/callLaws';

describe('the cost of a call', () => {
  it('is the sum of its parts, for 100,000 random calls', () => partsSumToTotal(100_000)).timeout(120_000);
});
