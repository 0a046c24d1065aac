-- M082: Contacts of the period, attended or not.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(contacts) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
