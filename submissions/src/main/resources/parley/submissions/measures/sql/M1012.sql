-- M1012: Courses finished in the period with at least one contact integrated with care for a long-term
-- condition, as a percentage of courses finished in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and integrated then 1 end) as numerator,
  count(case when finished_in_period then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
