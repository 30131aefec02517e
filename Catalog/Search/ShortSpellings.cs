using System.Collections.Frozen;

namespace SocialConnect.Catalog.Search;

/// <summary>How people write on a telephone. A spelling that is read as nothing is a word that says nothing.</summary>
internal static class ShortSpellings
{
    private static readonly FrozenDictionary<string, string> Known =
        """
        accompagnmt=accompagnement ac= alim=alimentation ados=adolescents anim=animation appart=appartement appt=appartement apt=appartement
        asap= asso=association assos=associations bcp= bib=bibliotheque biblio=bibliotheque bjr= bj= bsr= bb=bebe bnv=benevole bénév=benevole c= ca= cad= cki= cmt= cmb= cmbien= cv=curriculum d=
        dc= deja= dep=departement dept=departement dr=docteur ds= dispo=disponible doc=docteur ecol=ecole educ=education el= enf=enfant enfts=enfants envi=environnement env=environnement ent=entreprise
        exo=exercice fo= fac=universite frigo=refrigerateur g= gd=grand gde=grande gosse=enfant gosses=enfants hab=habitant handi=handicap hosto=hopital info=information infos=informations jard=jardin jms= jve=
        jf= kado=cadeau kdo=cadeau kel= ki= koi= kom= kan= kestion=question lgt=logement lgmt=logement log=logement lycé=lycee mat=maternelle med=medecin mm= mtn= mut=mutuelle ns= num=numerique nb=nombre ordi=ordinateur
        ordis=ordinateurs pb=probleme pbs=problemes pers=personne pk= pkoi= pq= pr= prof=professeur profs=professeurs psy=psychologue pti=petit ptit=petit ptite=petite qd= qqch= qqn= qqun= qlq= quartié=quartier rdv=rendez
        recup=recuperation resto=restaurant restos=restaurants sdf=sans-abri secu=securite sk= slt= soc=social solid=solidaire svp= stp= tel=telephone tjr= tjrs= tjs= tlm= tps=temps tr= tt= tte= tts= vac=vacances
        vs= vx=vieux vrmt= vmt= voitur=voiture xp=experience
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToFrozenDictionary(pair => FrenchAnalyzer.Fold(pair[0]), pair => pair[1], StringComparer.Ordinal);

    /// <summary>The words in full; "" for one that says nothing; null for a word that is no short spelling.</summary>
    public static string? Find(string word) => Known.GetValueOrDefault(word);
}
