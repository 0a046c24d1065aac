-- M179: Courses finished in the period that were not at caseness at the start.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and not_at_caseness then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
