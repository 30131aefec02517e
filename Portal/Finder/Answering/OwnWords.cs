using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>What the finder says of itself, in words written beforehand.</summary>
internal static class OwnWords
{
    private static readonly IReadOnlyList<LinkChoice> Examples =
    [
        new("Qui peut rendre visite à ma grand-mère ?", FinderAddress.Ask("Qui peut rendre visite à ma grand-mère ?")),
        new("Réparer mon vélo près de Rennes", FinderAddress.Ask("Réparer mon vélo près de Rennes")),
        new("Une épicerie tenue par ses habitants", FinderAddress.Ask("Une épicerie tenue par ses habitants")),
    ];

    /// <returns>Null when the need is answered with initiatives.</returns>
    public static FinderPart? For(Need need) => need.Intent switch
    {
        Intent.Thanks => new SayPart("Avec plaisir. Revenez quand vous voulez.", []),
        Intent.Greeting => new SayPart("Bonjour. Dites-moi quel besoin, et où\u202f: je vous montre des initiatives qui existent.", Examples),
        Intent.About => new SayPart(
            "Je cherche pour vous dans le catalogue de Social Connect, des initiatives publiées par des partenaires dont je donne toujours la source. Je ne sais rien d’autre. "
            + "La conversation est gardée trente jours sans votre nom, puis oubliée\u202f; le bouton Effacer l’oublie tout de suite.",
            Examples),
        Intent.Propose => new SayPart(
            "Les initiatives du catalogue viennent des sites de nos partenaires. Pour y ajouter la vôtre, faites-la connaître à l’un d’eux, ou indiquez-nous un site à lire.",
            [new("Voir les partenaires", "/partenaires")]),
        Intent.OffTopic => new NothingPart(
            "Ce n’est pas dans mes cordes",
            "Je ne sais que chercher des initiatives sociales en France. Dites-moi un besoin, et un lieu si vous voulez.",
            Examples),
        _ => null,
    };

    public static NothingPart Abroad(string place) => new(
        "Je ne connais que la France",
        $"Vous avez nommé un lieu à l’étranger ({place})\u202f: le catalogue ne va pas jusque-là.",
        []);
}
