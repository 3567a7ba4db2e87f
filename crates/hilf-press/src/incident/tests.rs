//! Invented rows in the true layouts of the datasets.

use std::io::Cursor;

use jiff::civil::date;

use super::*;

fn told(data: &str, layout: &str, question: &Question) -> Share {
    share(Cursor::new(data.to_owned().into_bytes()), &Mapping::named(layout).unwrap(), question)
        .unwrap()
}

fn of(group: &str, region: &str) -> Question {
    let given = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    Question { group: given(group), region: given(region), ..Question::default() }
}

fn in_year(year: i16, question: Question) -> Question {
    Question { from: Some(date(year, 1, 1)), to: Some(date(year, 12, 31)), ..question }
}

/// The 49 columns of UCDP GED 24.1.
const GED: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,\
    conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,\
    side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,\
    source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,\
    priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,\
    deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

/// A row of it: who, where, when and how many died (best, high, low).
fn ged(
    side_b: &str,
    [adm, country, region]: [&str; 3],
    [start, end]: [&str; 2],
    dead: [u32; 3],
) -> String {
    let [best, high, low] = dead;
    format!(
        "1,\"X-2021-1-1\",2021,1,Clear,1,1,1,\"A: B\",1,1,\"A - {side_b}\",1,1,Government of A,2,2,{side_b},2,\
         \"\"\"Paper, The\"\",2021-01-03,One said\ntwo died\",Agency,2021-01-03,\"Headline, in short\",\
         police,1,Town,\"Town, near river\",{adm},Adm Two,12.1,13.2,POINT (13.2 12.1),1,{country},475,{region},\
         1,1,{start} 00:00:00.000,{end} 00:00:00.000,0,0,{best},0,{best},{high},{low},475,\n"
    )
}

#[test]
fn ged_counts_whole_days_and_the_estimates_of_the_dead() {
    let borno = ["Borno state", "Nigeria", "Africa"];
    let data = [
        format!("\u{feff}{GED}\n"),
        ged("IS", borno, ["2021-03-01", "2021-03-01"], [4, 6, 2]),
        ged("IS", borno, ["2021-03-05", "2021-03-09"], [10, 12, 10]),
        ged("IS", ["Homs", "Syria", "Middle East"], ["2021-05-01", "2021-05-01"], [1, 1, 1]),
        // Known by its month only, in the turn of the year.
        ged("IS", borno, ["2020-12-15", "2021-01-14"], [7, 7, 7]),
        ged("JNIM", borno, ["2021-03-01", "2021-03-01"], [9, 9, 9]),
    ]
    .concat();
    let found = told(&data, "ged", &in_year(2021, of("is", "africa")));
    assert_eq!((found.numerator, found.denominator, found.percent), (2, 3, Some(66.7)));
    assert_eq!((found.undecided_numerator, found.undecided_denominator), (1, 1));
    assert_eq!((found.rows, found.held_rows), (5, 0));
    let deaths = found.deaths.unwrap();
    assert_eq!((deaths.numerator, deaths.denominator, deaths.percent), (14.0, 15.0, Some(93.3)));
    assert_eq!(deaths.range, Some((12.0, 18.0)));
    assert_eq!(found.region_column.as_deref(), Some("region"));
    assert!(found.formula.contains("events(is, africa, 2021-01-01 to 2021-12-31)"));
    assert!(
        found.formula_ar.contains("أحداث(is، كل مكان، 2021-01-01 إلى 2021-12-31)"),
        "{}",
        found.formula_ar
    );
}

#[test]
fn a_name_of_a_country_is_not_that_of_a_province_elsewhere() {
    let data = [
        format!("{GED}\n"),
        ged("IS", ["Diffa", "Niger", "Africa"], ["2021-03-01", "2021-03-01"], [1, 1, 1]),
        ged("IS", ["Niger", "Nigeria", "Africa"], ["2021-03-02", "2021-03-02"], [1, 1, 1]),
    ]
    .concat();
    let found = told(&data, "ged", &of("IS", "Niger"));
    assert_eq!((found.numerator, found.denominator), (1, 2));
    assert_eq!(found.region_column.as_deref(), Some("country"));
    assert_eq!(found.region_elsewhere, [("adm_1".to_owned(), 1)]);
}

#[test]
fn a_share_of_all_groups_of_a_region_and_a_filter() {
    let africa = ["Borno", "Nigeria", "Africa"];
    let day = ["2021-03-01", "2021-03-01"];
    let data = [
        format!("{GED}\n"),
        ged("IS", africa, day, [1, 1, 1]),
        ged("JNIM", africa, day, [1, 1, 1]),
        ged("JNIM", africa, day, [1, 1, 1]).replace(",Clear,1,", ",Clear,3,"),
        ged("IS", ["Homs", "Syria", "Middle East"], day, [1, 1, 1]),
    ]
    .concat();
    let question = Question {
        whole: Whole::Groups,
        filters: vec![("type_of_violence".into(), "1".into())],
        ..of("IS", "Africa")
    };
    let found = told(&data, "ged", &question);
    assert_eq!((found.numerator, found.denominator, found.percent), (1, 2, Some(50.0)));
    assert!(
        found
            .formula
            .ends_with("events(any group, Africa, the first to the last, type_of_violence = 1)")
    );
    let missing = Question { filters: vec![("violence".into(), "1".into())], ..of("", "") };
    let mapping = Mapping::named("ged").unwrap();
    let error = share(Cursor::new(data.into_bytes()), &mapping, &missing).unwrap_err();
    assert!(error.to_string().contains("\"violence\"") && error.to_string().contains("لا عمود"));
}

/// Columns of exports of ACLED before and after 2023.
const ACLED_OLD: &str = "data_id;iso;event_id_cnty;event_id_no_cnty;event_date;year;time_precision;event_type;\
    sub_event_type;actor1;assoc_actor_1;inter1;actor2;assoc_actor_2;inter2;interaction;region;country;admin1;\
    admin2;admin3;location;latitude;longitude;geo_precision;source;source_scale;notes;fatalities;timestamp;iso3";
const ACLED_NEW: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,\
    actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,\
    admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,\
    timestamp";

#[test]
fn acled_of_both_layouts_with_precision_codes_and_associated_actors() {
    let old = format!(
        "{ACLED_OLD}\n\
         1;566;NIG1;1;22 February 2021;2021;1;Battles;Armed clash;ISWAP;;2;Army;;1;12;Western Africa;Nigeria;\
         Borno;Damboa;;Damboa;11.1;12.7;1;\"Paper; Agency\";National;\"On 22 February, fighters said \"\"go\"\"\n\
         and left.\";3;1614000000;NGA\n\
         2;566;NIG2;2;30 December 2020;2021;3;Battles;Armed clash;ISWAP;;2;Army;;1;12;Western Africa;Nigeria;\
         Borno;Damboa;;Damboa;11.1;12.7;1;Paper;National;Some day of the month;1;1614000000;NGA\n\
         3;760;SYR3;3;01-March-2021;2021;1;Battles;Armed clash;ISWAP;;2;Army;;1;12;Middle East;Syria;\
         Homs;Homs;;Homs;34.7;36.7;1;Paper;National;One day;1;1614000000;SYR\n"
    );
    let found = told(&old, "acled", &in_year(2021, of("ISWAP", "NGA")));
    assert_eq!((found.numerator, found.denominator, found.held_rows), (1, 2, 0));
    // Known by its month only, and the month is that before.
    assert_eq!(found.undecided_numerator, 0);
    assert_eq!(found.deaths.unwrap().numerator, 3.0);
    let by_number = told(&old, "acled", &in_year(2021, of("ISWAP", "566")));
    assert_eq!((by_number.numerator, by_number.region_column.as_deref()), (1, Some("iso")));

    let new = format!(
        "{ACLED_NEW}\n\
         NIG9,2023-07-03,2023,2,Political violence,Battles,Armed clash,Army,\"Militia; ISWAP\",State forces,\
         ISWAP,,Rebel group,State forces-Rebel group,,566,Western Africa,Nigeria,Borno,Damboa,,Damboa,11.1,12.7,\
         1,\"Paper, Agency\",National,\"A day, or so\",0,,1690000000\n\
         NIG8,2023-01-02,2023,2,Political violence,Battles,Armed clash,Army,,State forces,ISWAP,,Rebel group,\
         State forces-Rebel group,,566,Western Africa,Nigeria,Borno,Damboa,,Damboa,11.1,12.7,1,Paper,National,\
         Some day of the week,5,,1690000000\n\
         NIG7,someday,2023,1,Political violence,Battles,Armed clash,Army,,State forces,ISWAP,,Rebel group,\
         State forces-Rebel group,,566,Western Africa,Nigeria,Borno,Damboa,,Damboa,11.1,12.7,1,Paper,National,\
         No day,5,,1690000000\n"
    );
    let found = told(&new, "acled", &in_year(2023, of("iswap", "western africa")));
    assert_eq!((found.numerator, found.undecided_numerator, found.held_rows), (1, 1, 1));
    assert_eq!((found.held[0].line, found.held[0].reason.as_str()), (4, "no day can be read"));
    assert!(found.held[0].reason_ar.contains("يوم"));
}

#[test]
fn gtd_of_unknown_days_and_unknown_dead_in_its_own_encoding() {
    let head = "eventid,iyear,imonth,iday,approxdate,extended,country,country_txt,region,region_txt,provstate,\
        city,gname,gsubname,gname2,gname3,nkill,nkillus,nwound";
    let row = |year: u16, month: u8, day: u8, country: &str, dead: &str| {
        format!(
            "201501010001,{year},{month},{day},,0,45,{country},11,Sub-Saharan Africa,-9,-9,Boko Haram,,,,{dead},-99,\n"
        )
    };
    let data = [
        format!("{head}\n"),
        row(2015, 1, 2, "C\u{f4}te d'Ivoire", "4"),
        row(2015, 3, 0, "Nigeria", "-9"),
        row(2015, 0, 0, "Nigeria", ""),
        row(2014, 12, 0, "Nigeria", "3"),
        row(2015, 2, 30, "Nigeria", "3"),
    ]
    .concat();
    // Written in Windows-1252, as the database is given out.
    let bytes: Vec<u8> = data.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let gtd = Mapping::named("gtd").unwrap();
    let first_half =
        |question: Question| Question { to: Some(date(2015, 6, 30)), ..in_year(2015, question) };
    let found = share(Cursor::new(bytes.clone()), &gtd, &first_half(of("boko haram", ""))).unwrap();
    assert_eq!((found.numerator, found.undecided_numerator, found.held_rows), (2, 1, 1));
    let deaths = found.deaths.unwrap();
    assert_eq!((deaths.numerator, deaths.unknown, deaths.range), (4.0, 1, None));
    let ivory = share(Cursor::new(bytes), &gtd, &of("", "CÔTE D'IVOIRE")).unwrap();
    assert_eq!((ivory.numerator, ivory.region_column.as_deref()), (1, Some("country_txt")));
}

#[test]
fn a_missing_column_is_named_and_a_broken_row_held() {
    let gtd = Mapping::named("gtd").unwrap();
    let missing =
        share(Cursor::new(b"a,b\n1,2\n".to_vec()), &gtd, &Question::default()).unwrap_err();
    assert!(missing.to_string().contains("iyear"));
    let found = told(
        "iyear,imonth,iday,country,city,gname\n2015,1,2,1,A,G\n2015,1\n2015,1,3,1,A,G\n",
        "gtd",
        &of("G", ""),
    );
    assert_eq!((found.numerator, found.rows, found.held_rows), (2, 3, 1));
    assert!(found.held[0].reason_ar.contains("السطر"), "{:?}", found.held);
}
