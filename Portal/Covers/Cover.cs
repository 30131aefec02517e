namespace SocialConnect.Portal.Covers;

/// <summary>
/// A picture for an initiative that has none: same title and theme, same cover. The theme gives the colour, the title everything else:
/// one of six families of shapes, and over it the link, a line between places, which is the logo's idea.
/// </summary>
public static class Cover
{
    /// <summary>Grows when covers are drawn differently, so that kept copies are not shown beside new ones.</summary>
    public const int Edition = 1;

    private static readonly Action<Canvas, Dice, Palette>[] Families =
        [CoverFamilies.Contours, CoverFamilies.Parcels, CoverFamilies.Streets, CoverFamilies.River, CoverFamilies.Roofs, CoverFamilies.Density];

    /// <param name="theme">Notation of the theme, in lower case; unknown ones get the site's own colour.</param>
    /// <returns>The path of the cover's image.</returns>
    public static string AddressOf(string title, string? theme) =>
        $"/couvertures/{Edition}/{theme ?? "tous"}-{Dice.Seed(title, theme ?? "tous"):x8}.svg";

    /// <returns>An SVG document of 480 × 300 units.</returns>
    public static string Draw(uint seed, string theme)
    {
        var dice = new Dice(seed);
        var family = Families[dice.Next(Families.Length)];
        var palette = Palette.Make(theme, isDeep: dice.Next(5) < 3, turn: dice.Pick([-34, 0, 34]));
        var canvas = new Canvas(palette.Ground);
        family(canvas, dice, palette);
        DrawLink(canvas, dice, palette);
        return canvas.Finish();
    }

    // Three to five places from left to right, one of them in the accent.
    private static void DrawLink(Canvas canvas, Dice dice, Palette palette)
    {
        var count = dice.Between(3, 5);
        var room = (Canvas.Width - 60) / count;
        var places = Enumerable.Range(0, count)
            .Select(i => ((double)(30 + (i * room) + dice.Between(room / 6, room * 5 / 6)), (double)dice.Between(55, Canvas.Height - 55)))
            .ToList();
        var chosen = dice.Next(count);
        var line = "M" + string.Join('L', places.Select(place => $"{place.Item1:0} {place.Item2:0}"));
        canvas.Draw(line, palette.Halo, 8);
        canvas.Draw(line, palette.Line, 3.5);
        for (var i = 0; i < count; i++)
        {
            canvas.RingedDot(places[i].Item1, places[i].Item2, i == chosen ? 15 : 10, i == chosen ? palette.Accent : palette.Line, palette.Halo);
        }
    }
}
