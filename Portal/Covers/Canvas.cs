using System.Globalization;
using System.Text;

namespace SocialConnect.Portal.Covers;

/// <summary>Writes the shapes of a cover as SVG; numbers are rounded, since half a unit is not seen.</summary>
internal sealed class Canvas
{
    public const int Width = 480;
    public const int Height = 300;

    private readonly StringBuilder _svg = new(4096);

    public Canvas(string ground) =>
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}"><g fill="none"><path d="M0 0h{Width}v{Height}H0z" fill="{ground}"/>""");

    public void Fill(string path, string colour) => Add($"""<path d="{path}" fill="{colour}"/>""");

    public void FillTurned(string path, string colour, int degrees, int x, int y) =>
        Add($"""<path d="{path}" fill="{colour}" transform="rotate({degrees} {x} {y})"/>""");

    public void Draw(string path, string colour, double width) => Add($"""<path d="{path}" stroke="{colour}" stroke-width="{width}"/>""");

    public void FillAndDraw(string path, string fill, string stroke, double width) =>
        Add($"""<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>""");

    public void Dot(double x, double y, double radius, string colour) =>
        Add($"""<circle cx="{x:0}" cy="{y:0}" r="{radius:0.#}" fill="{colour}"/>""");

    public void RingedDot(double x, double y, double radius, string colour, string ring) =>
        Add($"""<circle cx="{x:0}" cy="{y:0}" r="{radius:0}" fill="{colour}" stroke="{ring}" stroke-width="4"/>""");

    public void Open(string transform) => Add($"""<g transform="{transform}">""");

    public void Close() => _svg.Append("</g>");

    public string Finish() => _svg.Append("</g></svg>").ToString();

    /// <summary>A smooth line through points, by quadratic arcs that meet half-way between them.</summary>
    public static string Smooth(IReadOnlyList<(double X, double Y)> points, bool isClosed)
    {
        var path = new StringBuilder();
        var count = points.Count;
        var start = isClosed ? Middle(points[^1], points[0]) : points[0];
        path.Append(CultureInfo.InvariantCulture, $"M{start.X:0} {start.Y:0}");
        for (var i = 0; i < count; i++)
        {
            var next = isClosed ? points[(i + 1) % count] : points[Math.Min(i + 1, count - 1)];
            var middle = Middle(points[i], next);
            path.Append(CultureInfo.InvariantCulture, $"Q{points[i].X:0} {points[i].Y:0} {middle.X:0} {middle.Y:0}");
        }

        return isClosed ? path.Append('z').ToString() : path.ToString();
    }

    public static string Polygon(IEnumerable<(double X, double Y)> points) =>
        "M" + string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0} {point.Y:0}"))) + "z";

    private static (double X, double Y) Middle((double X, double Y) a, (double X, double Y) b) => ((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private void Add(FormattableString markup) => _svg.Append(markup.ToString(CultureInfo.InvariantCulture));
}
