namespace Stagedoor.Server.SignIn.There;

public sealed class ThereStep;
