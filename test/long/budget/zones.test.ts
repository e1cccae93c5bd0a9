// Every zone the runtime knows, every day of 2020 to 2036, and every reset day around every clock change.
import { dayMs } from '../../../src/core/budget/period';
import {
  allResetDays,
  checkDays,
  checkPeriod,
  daysOfClockChanges,
  firstDay,
  knownZone,
  lastDay,
} from '../../support/zoneChecks';

describe('zones', function () {
  this.timeout(0);

  for (const name of ['UTC', ...Intl.supportedValuesOf('timeZone')]) {
    it(`${name}: days and periods`, () => {
      checkDays(name, firstDay, lastDay);
      const zone = knownZone(name);
      const changes = daysOfClockChanges(name);
      for (const day of changes.length > 0 ? changes : [firstDay + 59, firstDay + 2000]) {
        for (const resetDay of allResetDays) {
          for (const now of [day * dayMs, zone.startOf(day + 1) - 1, zone.startOf(day + 1)])
            checkPeriod(zone, resetDay, now);
        }
      }
    });
  }
});
