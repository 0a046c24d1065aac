-- M141: Mean number of treatments.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when finished_in_period then treatments else 0 end) as numerator,
  count(case when finished_in_period then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
