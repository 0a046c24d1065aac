-- There is room for one observation of an activity; 07_lost_record tells the others.
with observed as (
  select
    b.activity,
    b.observable,
    b.value,
    b.unit,
    row_number() over (partition by b.activity order by b.key) as place
  from activity_observation b
  where b.status in ('final', 'amended', 'corrected') and b.observable is not null
)
select
  a.care_act_id                       as CareActId,
  a.care_contact_id                   as CareContactId,
  a.care_personnel_id                 as CarePersLocalId,
  -- A number that no contact lasts stays as it is, for a rule to find.
  case
    when cast(a.minutes as double) between -1000000 and 1000000
      then cast(cast(round(cast(a.minutes as double)) as bigint) as varchar(64))
    else a.minutes
  end                                            as ClinContactDurOfCareAct,
  a.procedure                         as CodeProcAndProcStatus,
  case
    when a.finding_icd10 is not null then '01'
    when a.finding_snomed is not null then '04'
  end                                 as FindSchemeInUse,
  coalesce(replace(a.finding_icd10, '.', ''), a.finding_snomed) as CodeFind,
  b.observable                        as CodeObs,
  b.value                             as ObsValue,
  b.unit                              as UnitMeasure,
  'Procedure/' || a.key as resource
from activity_in_period a
left join observed b on b.activity = a.key and b.place = 1
