namespace Stagedoor.Server.Tokens;

public sealed class Token;

public interface IOnlyOne;

public sealed class OnlyOne : IOnlyOne;
