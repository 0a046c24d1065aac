-- M343: Logs of internet-enabled therapy that end in the period, each of which counts as a session.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(logs) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_internet_log
group by level, organisation, stratifier, stratum
