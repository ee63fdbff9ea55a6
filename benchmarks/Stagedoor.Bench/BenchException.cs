namespace Stagedoor.Bench;

/// <summary>A measurement that is none: said to whoever asked for it, without a stack.</summary>
internal sealed class BenchException : Exception
{
    public BenchException()
    {
    }

    public BenchException(string message)
        : base(message)
    {
    }

    public BenchException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
