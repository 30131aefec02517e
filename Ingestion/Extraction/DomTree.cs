using System.Xml.XPath;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>
/// A document laid out flat for XPath, whose every step is then an array look-up: AngleSharp finds a next sibling by searching its parent's children.
/// </summary>
internal sealed class DomTree
{
    private const int None = -1;

    private readonly List<INode> _nodes;
    private readonly List<int> _parents;
    private readonly List<int> _firstChildren;
    private readonly List<int> _nextSiblings;
    private readonly List<int> _previousSiblings;
    private Dictionary<INode, int>? _places;

    /// <param name="withTbody">
    /// False hides every tbody. HTML parsers insert them where the source has none, and expressions written for other parsers ("table/tr") expect none.
    /// </param>
    public DomTree(INode root, bool withTbody)
    {
        _nodes = [root];
        _parents = [None];
        _firstChildren = [None];
        _nextSiblings = [None];
        _previousSiblings = [None];

        // Depth first without recursion: a page can be nested deeper than the stack.
        var open = new Stack<(INode Node, int Place, int LastChild, int NextIndex)>();
        open.Push((root, 0, None, 0));
        while (open.TryPop(out var frame))
        {
            var children = frame.Node.ChildNodes;
            if (frame.NextIndex >= children.Length)
            {
                // Where a hidden tbody ends, its parent goes on after the last of the rows.
                if (open.Count > 0 && open.Peek().Place == frame.Place)
                {
                    var parent = open.Pop();
                    open.Push(parent with { LastChild = frame.LastChild });
                }

                continue;
            }

            var child = children[frame.NextIndex];
            if (!withTbody && child is IElement { LocalName: "tbody" })
            {
                open.Push(frame with { NextIndex = frame.NextIndex + 1 });
                open.Push((child, frame.Place, frame.LastChild, 0));
                continue;
            }

            if (child.NodeType is not (NodeType.Element or NodeType.Text or NodeType.CharacterData or NodeType.Comment or NodeType.ProcessingInstruction))
            {
                open.Push(frame with { NextIndex = frame.NextIndex + 1 });
                continue;
            }

            var place = Add(child, frame.Place, frame.LastChild);
            open.Push(frame with { LastChild = place, NextIndex = frame.NextIndex + 1 });
            if (child.HasChildNodes)
            {
                open.Push((child, place, None, 0));
            }
        }
    }

    public INode this[int place] => _nodes[place];

    public int Parent(int place) => _parents[place];

    public int FirstChild(int place) => _firstChildren[place];

    public int Next(int place) => _nextSiblings[place];

    public int Previous(int place) => _previousSiblings[place];

    public XPathNavigator NavigatorAt(INode node)
    {
        if (ReferenceEquals(node, _nodes[0]))
        {
            return new DomNavigator(this, 0);
        }

        if (_places is null)
        {
            _places = new(_nodes.Count, ReferenceEqualityComparer.Instance);
            for (var place = 0; place < _nodes.Count; place++)
            {
                _places[_nodes[place]] = place;
            }
        }

        // A hidden tbody that an item selector has found stands for its table.
        return new DomNavigator(this, _places.TryGetValue(node, out var found) ? found : _places[node.Parent!]);
    }

    private int Add(INode node, int parent, int previous)
    {
        var place = _nodes.Count;
        _nodes.Add(node);
        _parents.Add(parent);
        _firstChildren.Add(None);
        _nextSiblings.Add(None);
        _previousSiblings.Add(previous);
        if (previous == None)
        {
            _firstChildren[parent] = place;
        }
        else
        {
            _nextSiblings[previous] = place;
        }

        return place;
    }
}
