/**
 * The scenarios that are shipped, as a scenario file. `source` says what was published and where; `description` what of
 * it sets a number here (calibrated) and what is our judgement. "Recalled" marks what was not read again in print when
 * this was written. Historical scenarios are of other loans in other places: they say how far things went once.
 */
export const libraryText = `name: shipped scenarios
scenarios:
  - name: us-subprime-2006
    description: >-
      Calibrated: 72 % of the loans default, and 38.4 % of balance is lost, so that 46.7 % of a default comes back.
      Judged: evenly over five years, 18 months to recover, prepayment down to 5 %.
    source: >-
      Moody's on US subprime RMBS of 2006: 72 % of existing loans to default (26 February 2009, as reported by Dow Jones);
      lifetime loss 38.4 % of original balance (13 January 2010, as reported by Mortgage Daily).
    set:
      default: { cumulative: 72%, months: 60 }
      recovery: { rate: 46.7%, lagMonths: 18 }
      prepayment: { cpr: 5% }

  - name: micro-loan-wave-2020
    description: >-
      Calibrated: defaults 1.64 times, the ratio of loans a day or more late in mid-2020 to mid-2021 (8.08 % and 4.92 %).
      Judged: that arrears and defaults move by the same ratio, the wave comes early, recoveries take three months longer.
    source: Lexin, 16 July 2021 (announcement of a chief risk officer), coincident share of loans 1+ days past due.
    set:
      default: { multiple: 1.64, timing: front }
      recovery: { lagMonths: 9 }

  - name: p2p-run-2018
    description: >-
      Judged throughout: borrowers who cannot refinance default 2.5 times as often and early, nobody prepays, 40 % comes back
      after a year. The source gives the size of the run, not the losses of loan pools.
    source: >-
      McKinsey & Company, August 2018, after Wangdaizhijia: 300 platforms closed in the first half of 2018, some 1,800 were
      left in July, over 50 failed in two weeks of July owing 35 to 40 billion yuan.
    set:
      default: { multiple: 2.5, timing: front }
      prepayment: { cpr: 0% }
      recovery: { rate: 40%, lagMonths: 12 }

  - name: rates-up-250
    description: Calibrated to the parallel shock of the yuan; prepayment follows by the rule of the run.
    source: Basel Committee, Interest rate risk in the banking book, April 2016, annex 2 - 250 bp for CNY (recalled).
    set: { rates.shift: 250 bp }

  - name: rates-down-250
    description: The same shock downward, calibrated to the same figure; prepayment follows by the rule of the run.
    source: Basel Committee, Interest rate risk in the banking book, April 2016, annex 2 - 250 bp for CNY (recalled).
    set: { rates.shift: -250 bp }

  - name: one-region-collapse
    description: >-
      Calibrated: in the region with the largest balance on the tape defaults are 11.6 times the pool's, as bad loans in one
      city went from 0.37 % to 4.31 % while the country's stayed near 1 %. Judged: that a stock of bad loans and a flow of
      defaults move by the same ratio, and 40 % recovery there, since all sell at once.
    source: China Daily, 17 July 2012 and 30 November 2013, bad-loan ratio of banks in Wenzhou, June 2011 to October 2013.
    set:
      segments:
        - { where: { region: (largest) }, default: { multiple: 11.6 }, recovery: { rate: 40% } }

  - name: servicer-failure
    description: >-
      Judged: the servicer fails in month 3 with a month of collections, and a successor needs two months. What a
      successor costs is a term of the deal: in the case named it was 50 bp before and 125 bp and first in line after.
    source: American Banker, Asset Securitization Report, 2003, on the servicing fee of Conseco Finance.
    set:
      servicer: { failsInMonth: 3, lostMonths: 1, lostShare: 100%, delayMonths: 2 }

  - name: purchase-drought
    description: >-
      Judged: from month 2 on the originator has no eligible loans to sell, for the rest of the revolving period. Only deals
      that buy loans feel it.
    source: >-
      Draft rules for online micro-lending of 2 November 2020 (lenders to fund 30 % of joint loans themselves), after which
      new lending of that kind shrank (recalled).
    set:
      purchases: { droughtFromMonth: 2 }

  - name: guarantor-default
    description: >-
      Judged: no support pays from the first month on, and defaults double, since a guarantor fails in the times in which it is
      needed. Only deals with supports feel the first part.
    source: Ambac, a bond insurer, filed under chapter 11 on 8 November 2010 (recalled).
    set:
      supports: { defaultsInMonth: 1 }
      default: { multiple: 2 }

  - name: commingled-collections-lost
    description: >-
      Judged: the collections of two months, up to the third, lie in the servicer's own account when it fails, and all of
      them are lost; the collections after that arrive on time.
    source: No figure is published that would hold for all deals; how long cash stays with the servicer is a term of each.
    set:
      servicer: { failsInMonth: 3, lostMonths: 2, lostShare: 100%, delayMonths: 0 }
`;
