using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>The fields that stand on pages of initiatives.</summary>
internal static class DetailFields
{
    /// <param name="titles">What the list calls each of them, where there is a list.</param>
    public static FieldChoice Of(IReadOnlyList<PageView> views, IReadOnlyList<string?>? titles)
    {
        var places = views.Select(Place.WholeOf).ToList();
        var columns = HtmlColumns.Of(places, areItems: false)
            // What all pages say alike belongs to their template.
            .Where(column => places.Count < 3 || column.Distinct > 0.25 || column.Label is not null || column.Fill < 1).ToList();
        var tops = titles ?? views.Select(view => view.Document!.QuerySelector("h1") is { } heading ? NodeText.Line(heading) : null).ToList();
        var choice = FieldChoice.Of(columns, new FieldJudge(views[0].Address, titles, tops), FieldJudge.Fields);
        choice.AddAuto(places);
        choice.AddMainText(places);
        choice.AddExtras(columns);
        return choice;
    }
}
