using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Covers;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Cards come from the database alone; no model has a hand in them.</summary>
internal static class CardMaker
{
    public static FinderCard Of(int number, Finding finding)
    {
        var hit = finding.Hit;
        var theme = hit.Marks().FirstOrDefault();
        return new FinderCard(
            number, hit.Id, hit.Title.Text, hit.Address(), hit.Cover(),
            [.. hit.Snippet.Pieces().Select(piece => new TextPiece(piece.Text, piece.IsMarked))],
            theme?.Label, Themes.CodeOf(theme?.Value), hit.PlaceText(), hit.PartnerName,
            [.. hit.Reason.Words.Concat(hit.Reason.RelatedWords).Distinct().Take(4)], finding.IsWider);
    }

    /// <summary>A card for an initiative that no search of this turn has found.</summary>
    public static FinderCard Of(NumberedRecord numbered)
    {
        var record = numbered.Record;
        var place = record.Place is { Count: > 0 } names ? string.Join(", ", names.Take(2)) : record.IsNational ? "Partout en France" : "Lieu non précisé";
        return new FinderCard(
            numbered.Number, record.Id, record.Title, InitiativeAddress.Of(record.Id, record.Title), Cover.AddressOf(record.Title, null),
            [new TextPiece(record.Summary.Length > 0 ? record.Summary : record.Body, false)], null, null, place, record.PartnerName, [], false);
    }
}
