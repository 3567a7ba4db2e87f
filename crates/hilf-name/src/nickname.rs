//! Short and pet forms of given names. A short form is read as the full name as well; a full name
//! is never read as a short form, and two full names never as each other.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Full name, then its short forms: English, German, Spanish, Italian and Russian usage; and Russian names with
/// what they are in Belarus and Ukraine, where papers are in both languages.
const FORMS: &str = "
abraham abe
albert bert
aleksandr sasha sanya aliaksandr oleksandr аляксандр олександр
aleksei alyosha lyosha aliaksei oleksii oleksiy аляксей олексій
alexander alex sandy
alfred alf
alejandro ale
andrew andy drew
anthony tony
antonio toño tonio
arthur art
barack barry
benjamin ben benny bennie bibi
boris borya
carlos charly
catherine cathy kate katie
charles charlie chuck
christopher chris kit
daniel dan danny
david dave davey
deborah debbie
dmitri dima mitya dzmitry dmytro дзмітрый дмитро
dolores lola
donald don donnie
dorothy dot dotty
edward ed eddie ted teddy
elizabeth liz lizzie beth betty
eugene gene
evgeny zhenya yauhen yauheni yevhen яўген євген
francisco paco pancho kiko
frederick fred freddie
gabriel gabe
gerald gerry
gregory greg
guillermo memo
harold hal
henry hank
ignacio nacho
ivan vanya
jacob jake
james jim jimmy
jeffrey jeff
jennifer jenny jen
jesus chuy
johannes hans
john johnny jack
jonathan jon
jose pepe
joseph joe joey
joshua josh
juan juancho
katherine kathy
kenneth ken
lawrence larry
leonard len lenny
luis lucho
magomed maga
manuel manolo
margaret maggie peggy meg
maria masha
matthew matt
michael mike mick mickey
mikhail misha mykhailo михайло міхаіл
natalia natasha
nathan nat
nathaniel nate
nicholas nick nicky
nikolai kolya mikalai mykola мікалай микола
oleg olezhka
olga olya
pamela pam
patricia pat patty
patrick pat paddy
pavel pasha pavlo павло
peter pete
petr petya
philip phil
raymond ray
rebecca becky
richard rick dick ricky
robert bob bobby rob robbie
roberto beto
ronald ron ronnie
rosario charo
samuel sam sammy
sergei seryozha siarhei serhiy serhii сяргей сергій
stephen steve
steven steve
stanislav stas
susan sue suzy
svetlana sveta
tatiana tanya
theodore ted teddy theo
thomas tom tommy
timothy tim
victor vic
vincent vince
vladimir volodya vova uladzimir volodymyr уладзімір володимир
vyacheslav slava
walter walt
wilhelm willi
william bill billy will willie
yekaterina katya
yevgeny zhenya
yuri yura iurii юрій юрый
zachary zach
igor ihar ihor ігар ігор
oleg aleh aleg алег
grigori ryhor hryhorii рыгор григорій
andrei andrij andriy андрэй андрій
petr petro пётр петро
artem artsiom арцём
viktor viktar віктар
elena alena olena алена олена
vladimirovich uladzimiravich volodymyrovych уладзіміравіч володимирович
vladimirovna uladzimirauna volodymyrivna уладзіміраўна володимирівна
nikolaevich mikalaevich mikalayevich mykolayovych мікалаевіч миколайович
nikolaevna mikalaeuna mykolaivna мікалаеўна миколаївна
sergeevich siarheevich siarhieyevich serhiyovych сяргеевіч сергійович
sergeevna siarheeuna serhiivna сяргееўна сергіївна
evgenievich yauhenavich yaugenavich yevhenovych яўгенавіч євгенович
grigorievich ryhoravich ryhorovich hryhorovych рыгоравіч григорович
alekseevich aliakseevich oleksiyovych oleksiivich аляксеевіч олексійович
igorevich iharavich igaravich ihorovych ігаравіч ігорович
igorevna iharauna ihorivna ігараўна ігорівна
mikhailovich mikhailavich mykhailovych міхайлавіч михайлович
gennadievich henadzevich genadzevich генадзьевіч геннадійович
";

/// Full names that a folded word may be short for.
pub(crate) fn full_names(word: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in FORMS.lines() {
            let mut words = line.split(' ');
            let Some(full) = words.next().filter(|w| !w.is_empty()) else { continue };
            for short in words {
                table.entry(short).or_default().push(full);
            }
        }
        table
    });
    table.get(word).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::full_names;

    #[test]
    fn short_forms_lead_to_full_names_and_not_back() {
        assert_eq!(full_names("ben"), ["benjamin"]);
        assert_eq!(full_names("ted"), ["edward", "theodore"]);
        assert!(full_names("benjamin").is_empty());
    }
}
